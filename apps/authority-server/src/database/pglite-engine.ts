import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { PACKAGE_ROOT } from '../config/package-root.js';
import { compileEngine } from './compile-engine.js';

/** An empty database, which the target `compile` puts there. */
const EMPTY_DATABASE = join(PACKAGE_ROOT, 'dist/empty-database.tar.gz');

/**
 * PostgreSQL's own default for its buffers, 128 MB, is taken at the start and never given back. The reports on a long
 * start need a timer, which a start that failed leaves running.
 */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams,
  ...['-c', 'shared_buffers=16MB'],
  ...['-c', 'log_startup_progress_interval=0'],
];

/** After an attempt to reopen failed, the next waits this long: each keeps the process busy for about a second. */
const REOPEN_PAUSE_MS = 5_000;

/** The exit status by which PGlite leaves a statement that failed; after any other exit the engine has ended. */
const STATEMENT_FAILED = 100;

/** SQLSTATE `crash_shutdown`, which is answered as `unavailable`. */
const ENDED = '57P02';

/** One start of the engine. */
interface PgliteSession {
  readonly pglite: PGlite;
  /** The names of the statements that this start has planned. */
  readonly planned: Set<string>;
  /** Whether the engine ended by itself: what is in its memory is of no use any more. */
  isEnded(): boolean;
}

/**
 * The engine of the embedded database, reopened from its folder after it ended by itself.
 *
 * PostgreSQL ends its process where its log of changes or a checkpoint cannot be written, as on a full disk, and
 * recovers at the next start. In PGlite that process is a WebAssembly module, and PGlite goes on using it: statements
 * then return no rows, or never return.
 */
export class PgliteEngine {
  private opening: Promise<PgliteSession> | undefined;
  private retryAt = -Infinity;
  private closed = false;

  private constructor(
    private session: PgliteSession,
    private readonly folder: string | undefined,
  ) {}

  /** Opens the database in `folder`, and makes it where there is none; `undefined` = in memory. */
  static async open(folder: string | undefined): Promise<PgliteEngine> {
    // A new database is unpacked, not created by `initdb`, which takes three times as long.
    const isNew = folder === undefined || !existsSync(join(folder, 'PG_VERSION'));
    const loadDataDir = isNew ? new Blob([new Uint8Array(await readFile(EMPTY_DATABASE))]) : undefined;
    const pglite = await PGlite.create({ ...(await prepareOptions(folder)), loadDataDir });
    return new PgliteEngine(createSession(pglite), folder);
  }

  /**
   * Runs statements.
   *
   * @throws {Error} with SQLSTATE 57P02 when the engine ended meanwhile, or could not be reopened
   */
  async use<T>(run: (session: PgliteSession) => Promise<T>): Promise<T> {
    const session = this.session.isEnded() ? await this.reopen() : this.session;
    try {
      return await run(session);
    } catch (error) {
      throw session.isEnded() ? createEndedError(error) : error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    if (!this.session.isEnded()) await this.session.pglite.close();
  }

  /** All callers wait for the same attempt. */
  private async reopen(): Promise<PgliteSession> {
    if (this.closed || this.folder === undefined || performance.now() < this.retryAt)
      throw createEndedError();
    this.opening ??= this.startAgain(this.folder).finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async startAgain(folder: string): Promise<PgliteSession> {
    closeFiles(this.session.pglite);
    let pglite: PGlite | undefined;
    try {
      // PGlite would make a new, empty database.
      if (!existsSync(join(folder, 'PG_VERSION'))) throw new Error(`There is no database in ${folder}.`);
      pglite = new PGlite(await prepareOptions(folder));
      await pglite.waitReady;
      this.session = createSession(pglite);
      return this.session;
    } catch (error) {
      if (pglite) closeFiles(pglite);
      this.retryAt = performance.now() + REOPEN_PAUSE_MS;
      throw createEndedError(error);
    }
  }
}

async function prepareOptions(dataDir: string | undefined): Promise<PGliteOptions> {
  return { dataDir, startParams: START_PARAMETERS, pgliteWasmModule: await compileEngine() };
}

/** Watches the engine's own loop, because PGlite catches whatever ends it and continues. */
function createSession(pglite: PGlite): PgliteSession {
  const engine = pglite.Module;
  const { _PostgresMainLoopOnce: runOnce, stackRestore } = engine;
  let ended = false;
  engine._PostgresMainLoopOnce = () => {
    if (ended) throw createEndedError();
    try {
      runOnce();
    } catch (error) {
      ended = (error as { status?: unknown }).status !== STATEMENT_FAILED;
      throw error;
    }
  };
  // The first that PGlite calls after the loop threw. Only a throw from here leaves its loop, which may not end else.
  engine.stackRestore = (pointer) => {
    if (ended) throw createEndedError();
    return stackRestore(pointer);
  };
  return { pglite, planned: new Set(), isEnded: () => ended };
}

interface OpenFiles {
  readonly streams: readonly (object | null)[];
  close(stream: object): void;
}

/** Closes what an engine that ended has left open: the room of files that were removed is free only then. */
function closeFiles(pglite: PGlite): void {
  // Emscripten's, whose types PGlite does not bring.
  const fileSystem = pglite.Module.FS as unknown as OpenFiles;
  for (const stream of fileSystem.streams) {
    try {
      if (stream) fileSystem.close(stream);
    } catch {
      // The next start opens its own.
    }
  }
}

function createEndedError(cause?: unknown): Error {
  const message =
    'The embedded database has stopped, for example because the disk is full. It is opened again once it can be written.';
  return Object.assign(new Error(message, { cause }), { code: ENDED });
}

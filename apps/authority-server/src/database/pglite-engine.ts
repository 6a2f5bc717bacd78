import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { compileEngine } from './compile-engine.js';
import { createEmptyDatabase, readEmptyDatabase } from './empty-database.js';

/**
 * Parameters of the engine's start. PostgreSQL's default buffers of 128 MB would be allocated at the start and never
 * freed. The reports on a long start use a timer, which a failed start leaves running.
 */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams,
  ...['-c', 'shared_buffers=16MB'],
  ...['-c', 'log_startup_progress_interval=0'],
];

/** Milliseconds between two failed attempts to reopen: each keeps the process busy for about a second. */
const REOPEN_PAUSE_MS = 5_000;

/** Exit status by which PGlite leaves a failed statement; after any other exit the engine has ended. */
const STATEMENT_FAILED = 100;

/** SQLSTATE `crash_shutdown`, which becomes `unavailable`. */
const ENDED = '57P02';

/** One start of the engine. */
interface PgliteSession {
  readonly pglite: PGlite;
  /** Names of the statements that this start has planned. */
  readonly planned: Set<string>;
  /** Whether the engine ended by itself: its memory is no longer usable. */
  isEnded(): boolean;
}

/**
 * Engine of the embedded database, reopened from its folder after it ended by itself.
 *
 * PostgreSQL ends its process when its write-ahead log or a checkpoint cannot be written, as on a full disk, and
 * recovers at the next start. In PGlite that process is a WebAssembly module, and PGlite continues to use it:
 * statements then return no rows, or never return.
 */
export class PgliteEngine {
  private opening: Promise<PgliteSession> | undefined;
  private retryAt = -Infinity;
  private closed = false;

  private constructor(
    private session: PgliteSession,
    private readonly folder: string | undefined,
  ) {}

  /** Opens the database in `folder`, and creates it if the folder is absent or empty; `undefined` = in memory. */
  static async open(folder: string | undefined): Promise<PgliteEngine> {
    if (folder !== undefined && isAbsentOrEmpty(folder)) await createEmptyDatabase(folder);
    const loadDataDir = folder === undefined ? await readEmptyDatabase() : undefined;
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

  /** Closes the database. */
  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    if (!this.session.isEnded()) await this.session.pglite.close();
  }

  /** Reopens the database; all callers wait for the same attempt. */
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

function isAbsentOrEmpty(folder: string): boolean {
  return !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);
}

/** @throws {Error} for a folder without the file by which PGlite recognizes a database: it would write a new one */
async function prepareOptions(dataDir: string | undefined): Promise<PGliteOptions> {
  const version = dataDir === undefined ? undefined : join(dataDir, 'PG_VERSION');
  if (version !== undefined && !existsSync(version)) throw new Error(`${version} is missing`);
  return { dataDir, startParams: START_PARAMETERS, pgliteWasmModule: await compileEngine() };
}

/** Creates a session that watches the engine's own loop, because PGlite catches every error of it and continues. */
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
  // PGlite calls this first after the loop threw. Only a throw from here leaves its loop, which may not end
  // otherwise.
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

/** Closes the files of an ended engine: the space of deleted files is free only then. */
function closeFiles(pglite: PGlite): void {
  // The file system of Emscripten, which PGlite's types do not declare.
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

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readPackages, WORKSPACE } from './published-packages.js';

/** This workspace as it is now, as a repository of its own in which anything may be done. */
export interface WorkspaceCopy {
  readonly folder: string;
  /** Runs git in it. */
  git(...args: string[]): string;
  /** Changes a file and commits that. */
  commit(file: string, message: string): void;
  remove(): void;
}

/** Copies what git knows or would know, links what npm installed, and commits it all. */
export function createWorkspaceCopy(): WorkspaceCopy {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'app2wxapp-workspace-')));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  for (const file of listFiles()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(WORKSPACE, file), join(folder, file));
  }
  linkModules(folder);
  git('init', '--quiet', '--initial-branch=main');
  const settings = { 'user.name': 'A test', 'user.email': 'test@example.com', 'core.autocrlf': 'false' };
  const all = { ...settings, 'commit.gpgSign': 'false', 'tag.gpgSign': 'false' };
  for (const [name, value] of Object.entries(all)) git('config', name, value);
  // What .gitignore says of folders does not hold for links to them.
  appendFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
  git('add', '--all');
  git('commit', '--quiet', '--message=Everything until now');
  return {
    folder,
    git,
    commit: (file, message) => {
      appendFileSync(join(folder, file), '\n');
      git('commit', '--quiet', `--message=${message}`, '--', file);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Writes where npm is to look for packages of this project, in a folder from which it runs. */
export function useRegistry(folder: string, registry: string): void {
  const { host } = new URL(registry);
  writeFileSync(join(folder, '.npmrc'), `@app2wxapp:registry=${registry}\n//${host}/:_authToken=of-a-test\n`);
}

function listFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = execFileSync('git', args, { cwd: WORKSPACE, encoding: 'utf8', maxBuffer: 16 * 2 ** 20 });
  return files.split('\0').filter((file) => file !== '' && existsSync(join(WORKSPACE, file)));
}

/** The packages of the workspace are those of the copy; all others are the ones that are installed here. */
function linkModules(folder: string): void {
  const places = ['', ...readPackages().map((one) => one.folder)];
  for (const place of places) {
    const installed = join(WORKSPACE, place, 'node_modules');
    if (!existsSync(installed)) continue;
    mkdirSync(join(folder, place, 'node_modules'));
    for (const name of readdirSync(installed).filter((one) => one !== '@app2wxapp')) {
      const target = join(installed, name);
      if (statSync(target).isDirectory()) link(target, join(folder, place, 'node_modules', name));
    }
  }
  mkdirSync(join(folder, 'node_modules/@app2wxapp'));
  for (const one of readPackages()) link(join(folder, one.folder), join(folder, 'node_modules', one.name));
}

/** On Windows a junction needs no right that users lack. */
function link(target: string, path: string): void {
  symlinkSync(target, path, 'junction');
}

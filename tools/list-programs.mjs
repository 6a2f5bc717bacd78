// Prints which programs of this machine, beside Node, tests find: part of what a cached result depends on.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const PROGRAMS = ['chromium', 'google-chrome', 'redis-server', 'curl', 'docker', 'kotlinc', 'wrk'];

const folders = (process.env.PATH ?? '').split(delimiter);
const found = PROGRAMS.filter((name) =>
  folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }),
);
process.stdout.write(`${found.join(' ')}\n`);

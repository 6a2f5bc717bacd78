import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { strykerPlugins as plugins } from '@stryker-mutator/jest-runner';

const [jest] = plugins;
/** In the sandbox, so that a runner that follows one that was ended reads it. */
const SPECS_OF_TESTS = 'specs-of-tests.json';

/**
 * Jest's runner, which loads for each change the specs whose tests run the changed code, that of the file first, until
 * one fails. By itself it loads every spec that imports the file, which all do by way of `index.ts`, and picks the tests
 * in them by name: several times the work, and modules that are loaded natively are never freed.
 */
function createRunner(injector) {
  const runner = jest.factory(injector);
  const { jestTestAdapter: adapter } = runner;
  return {
    init: () => runner.init(),
    capabilities: () => runner.capabilities(),
    async dryRun(options) {
      const result = await runner.dryRun(options);
      const specs = (result.tests ?? []).map(({ id, fileName }) => [id, fileName]);
      writeFileSync(SPECS_OF_TESTS, JSON.stringify(specs));
      return result;
    },
    mutantRun(options) {
      const specs = listSpecs(options);
      runner.jestTestAdapter = { run: (settings) => runUntilOneFails(adapter, settings, specs) };
      return runner.mutantRun(options);
    },
  };
}
createRunner.inject = jest.factory.inject;

/** Lists the specs of the tests that run the changed code, which are all when it runs as its module is loaded. */
function listSpecs({ testFilter, sandboxFileName }) {
  const covering = testFilter && new Set(testFilter);
  const all = JSON.parse(readFileSync(SPECS_OF_TESTS, 'utf8'));
  const specs = new Set(all.filter(([id]) => covering?.has(id) ?? true).map(([, spec]) => spec));
  const own = `${basename(sandboxFileName, '.ts')}.spec.ts`;
  return [...specs].sort((one, two) => (basename(two) === own) - (basename(one) === own));
}

async function runUntilOneFails(adapter, settings, specs) {
  let outcome;
  for (const spec of specs) {
    outcome = await adapter.run({ ...settings, testFiles: [spec] });
    if (!outcome.results.success) break;
  }
  return outcome;
}

/** Plugins of Stryker: the runner `jest-of-covering-specs`. */
export const strykerPlugins = [{ ...jest, name: 'jest-of-covering-specs', factory: createRunner }];

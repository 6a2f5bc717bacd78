import { constants, setPriority } from 'node:os';

// A run takes minutes of one processor, and whatever else the machine does comes first.
setPriority(constants.priority.PRIORITY_LOW);

/**
 * How `nx mutation <library>` changes the code of a library, one change at a time, and runs its specs against each.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  // Left out: what is a test itself (contract suites, stand-ins), and lists of exports.
  mutate: ['src/**/!(*.contract|index).ts', '!src/testing/**'],
  plugins: ['@stryker-mutator/jest-runner', import.meta.resolve('./covering-specs.mjs')],
  testRunner: 'jest-of-covering-specs',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  jest: {
    configFile: 'jest.config.js',
    // Generated inputs find a change one time and not another, the bundle is of the code as it is written, and
    // substitutes of a server or a database are not changed.
    config: { testPathIgnorePatterns: ['(properties|bundle|stand-in|store)\\.spec'] },
  },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // Jest frees no module that it loaded natively: after hundreds of changes a runner has gigabytes, and is five times slower.
  maxTestRunnerReuse: 40,
  // A busy machine must not look like a change that never ends; these are found by the number of steps.
  timeoutMS: 30_000,
  // As deep as the library is, so that `../../jest.preset.js` is the same file.
  tempDirName: '../../.stryker-tmp',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: 'out-tsc/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  allowConsoleColors: false,
  warnings: { slow: false },
  thresholds: { high: 95, low: 90, break: 90 },
};

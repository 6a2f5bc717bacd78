import jsdoc from 'eslint-plugin-jsdoc';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { inputCost } from './tools/input-cost.mjs';
import { moduleBoundaries } from './tools/module-boundaries.mjs';

const TESTS = ['**/*.spec.{ts,tsx}', '**/*.e2e-spec.ts', '**/test/**/*.{ts,tsx}'];

/** Scopes that each scope may import. One that is not listed may import none. */
const ARROWS = {
  core: [],
  authority: ['core'],
  client: ['core'],
  nest: ['client', 'core'],
  browser: ['core'],
  consent: ['core'],
  'authority-server': ['authority', 'core'],
  backend: ['nest', 'client', 'core'],
  simulator: ['browser', 'consent', 'core'],
  miniprogram: ['consent', 'core'],
  console: ['core'],
  // Whole flows and tools start the apps as processes; of the libraries they may use any.
  e2e: ['core', 'client', 'browser', 'consent', 'authority', 'tools'],
  tools: ['core', 'client', 'nest', 'browser', 'consent', 'authority'],
};

const SYNTAX = [
  { selector: 'TSEnumDeclaration', message: 'Use an object `as const` or a union of literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'ExportAllDeclaration', message: 'Name what is exported.' },
];

/** Public members of exported classes, except those that an interface or a base class describes. */
const PUBLIC_MEMBER =
  'ExportNamedDeclaration > ClassDeclaration[implements.length=0] > ClassBody > ' +
  '[accessibility!=/private|protected/][override!=true][key.type!="PrivateIdentifier"]';

/** One name for a test, and no wait that depends on the pace or on the page's policy. */
const TEST_SYNTAX = [
  {
    selector: 'ImportDeclaration[source.value="@jest/globals"] > ImportSpecifier[imported.name="it"]',
    message: 'Write test().',
  },
  {
    selector:
      'CallExpression[callee.property.name="waitForFunction"]:not([arguments.0.type=/^(Arrow)?Function(Expression)?$/])',
    message: 'Pass a function: the page’s Content-Security-Policy blocks evaluating a text again.',
  },
  {
    selector: 'CallExpression[callee.property.name="waitForTimeout"]',
    message:
      'Wait for what must be so, waitUntilStill(), or hold a response: a pause fails on a slower machine.',
  },
];

/** Tools and the stand-in authority are never part of the product, but its tests may use them. */
const ARROWS_OF_TESTS = {
  ...Object.fromEntries(Object.entries(ARROWS).map(([scope, known]) => [scope, [...known, 'tools']])),
  client: [...ARROWS.client, 'authority', 'tools'],
  nest: [...ARROWS.nest, 'authority', 'tools'],
  backend: [...ARROWS.backend, 'authority', 'tools'],
};

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/node_modules',
      '**/.data',
      '**/.stryker-tmp',
      '**/coverage',
      '**/fixtures',
      'docs/.vitepress/cache',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      'no-restricted-syntax': ['error', ...SYNTAX],
    },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': ['error', ...SYNTAX, ...TEST_SYNTAX],
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // What a database would be asked for is at hand here.
    files: ['libs/authority/src/testing/memory-*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    // An expression that backtracks, or starts again at every character, lets one long input stop a process.
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  {
    files: ['{apps,libs}/*/{src,page}/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...SYNTAX,
        {
          selector:
            'Decorator > CallExpression[callee.name="Inject"] > Identifier.arguments[name=/^[A-Z][A-Za-z0-9]*[a-z]/]',
          message: 'A class is injected by its type; @Inject is for tokens.',
        },
        {
          selector:
            ':matches(NewExpression, CallExpression):matches([callee.name="RegExp"], [callee.property.name="RegExp"])',
          message: 'Write it as a literal: the cost of an expression built at run time cannot be checked.',
        },
      ],
    },
  },
  {
    files: ['{apps,libs}/*/{src,page}/**/*.{ts,tsx}'],
    plugins: { cost: inputCost },
    rules: { 'cost/no-quadratic-loop': 'error', 'cost/no-text-as-expression': 'error' },
  },
  {
    // Text that a proxy forwards is read in one place.
    files: ['apps/authority-server/src/**/*.ts'],
    ignores: ['**/config/client-address.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'request', property: 'ip', message: 'Call readClientAddress(): this may be any text.' },
      ],
    },
  },
  {
    // A request without a deadline leaves the page waiting for ever.
    files: ['apps/simulator/page/src/**/*.{ts,tsx}'],
    ignores: ['**/fetch-in-time.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Call fetchInTime(): it has a deadline.' },
      ],
    },
  },
  {
    // Constructors of Nest classes list what is injected.
    files: ['apps/*/src/**/*.ts', 'libs/nest/src/**/*.ts'],
    ignores: TESTS,
    rules: { '@typescript-eslint/max-params': 'off' },
  },
  {
    files: ['libs/*/src/**/*.ts'],
    ignores: TESTS,
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: false },
          contexts: [
            'TSInterfaceDeclaration',
            'TSTypeAliasDeclaration',
            'ExportNamedDeclaration > VariableDeclaration',
            'ExportNamedDeclaration > TSInterfaceDeclaration > TSInterfaceBody > TSPropertySignature',
            'ExportNamedDeclaration > TSInterfaceDeclaration > TSInterfaceBody > TSMethodSignature',
            `${PUBLIC_MEMBER}:matches(PropertyDefinition)`,
            `${PUBLIC_MEMBER}:matches(MethodDefinition[kind!="constructor"]) > FunctionExpression`,
          ],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.js', '**/*.mjs'],
    languageOptions: { parser: tseslint.parser },
    plugins: { app2wxapp: moduleBoundaries },
    rules: { 'app2wxapp/enforce-module-boundaries': ['error', ARROWS] },
  },
  {
    files: [...TESTS, '**/test/**/*.js'],
    rules: { 'app2wxapp/enforce-module-boundaries': ['error', ARROWS_OF_TESTS] },
  },
  {
    files: ['libs/core/src/**/*.ts'],
    rules: {
      // Beside the compiler setting: no package and no built-in module, whatever its prefix.
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'core depends on nothing.' }] },
      ],
    },
  },
  {
    files: ['libs/{authority,client}/src/**/*.ts'],
    ignores: ['libs/*/src/{jose,ky}.ts'],
    rules: {
      // The CommonJS build takes each of them into the one file that imports it.
      'no-restricted-imports': [
        'error',
        {
          paths: ['jose', 'ky'].map((name) => ({ name, message: `Import it from ./${name}.js.` })),
        },
      ],
    },
  },
);

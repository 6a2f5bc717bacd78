/* eslint-disable @nx/enforce-module-boundaries -- its packages are those of package.json beside it, outside the workspace */
export { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
export { publint } from 'publint';
export { formatMessage } from 'publint/utils';

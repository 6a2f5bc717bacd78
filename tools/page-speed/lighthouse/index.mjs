/* eslint-disable @nx/enforce-module-boundaries -- its package is that of package.json beside it, outside the workspace */
export { default as lighthouse, desktopConfig } from 'lighthouse';

// Writes the values of a team into a built mini program: its AppID, its authority and its brand.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';

/** The variables under which the page's code finds the values. They are declared in its first lines, written here. */
export const VARIABLES = { 'settings.json': 'app2wxappSettings', 'brand.json': 'app2wxappBrand' };

const PAGE = 'routes/explore.js';
const FIRST_LINES = /^"use strict";\nvar app2wxappSettings = .*\nvar app2wxappBrand = .*\n/;
const COLORS = ['primary', 'onPrimary', 'link'];

/** Lists what is wrong with an AppID and an authority's address, by the names under which they were given. */
export function findProblems({ appId, authority }, names) {
  const isAppId = /^(wx[0-9a-f]{16}|touristappid)$/.test(appId ?? '');
  const isOrigin = /^https?:\/\/[^/?#\s]+$/.test(authority ?? '');
  return [
    !isAppId && `${names.appId} must be the AppID of your mini program: "wx" and 16 hex characters`,
    !isOrigin &&
      `${names.authority} must be an origin such as https://login.example.com, without a slash at the end`,
  ].filter(Boolean);
}

/**
 * Reads a brand file. The logo's path is relative to the file.
 *
 * @throws {Error} with everything that is wrong with it
 */
export function readBrand(path) {
  const { name, logo, colors } = readJson(path);
  const logoPath = resolve(dirname(path), String(logo));
  const missingColors = ['light', 'dark'].flatMap((mode) =>
    COLORS.filter((color) => !/^#[0-9a-f]{6}$/i.test(colors?.[mode]?.[color] ?? '')).map(
      (color) => `colors.${mode}.${color} must be a colour such as #058743`,
    ),
  );
  const problems = [
    !isText(name?.zh) && 'name.zh must be the name in Chinese',
    !isText(name?.en) && 'name.en must be the name in English',
    (!/\.(png|jpg|svg)$/.test(logoPath) || !existsSync(logoPath)) &&
      'logo must be the path of a .png, .jpg or .svg file, relative to the brand file',
    ...missingColors,
  ].filter(Boolean);
  if (problems.length > 0) throw new Error(`${path}: ${problems.join('; ')}.`);
  return { name, colors, logoPath };
}

/** Writes the values into the folder of a built mini program, in place of those that are there. */
export function configure(folder, { appId, authority }, { name, colors, logoPath }) {
  const logo = `brand/logo${extname(logoPath)}`;
  mkdirSync(join(folder, 'brand'), { recursive: true });
  cpSync(logoPath, join(folder, logo));
  writeFileSync(join(folder, 'brand.wxss'), writeStyles(colors));
  const app = readJson(join(folder, 'app.json'));
  writeJson(join(folder, 'app.json'), {
    ...app,
    window: { ...app.window, navigationBarTitleText: name.zh },
  });
  const project = readJson(join(folder, 'project.config.json'));
  writeJson(join(folder, 'project.config.json'), { ...project, appid: appId });
  const lines = `"use strict";\nvar app2wxappSettings = ${literal({ authority })};\nvar app2wxappBrand = ${literal({ name, logo })};\n`;
  const code = readFileSync(join(folder, PAGE), 'utf8').replace(FIRST_LINES, '');
  writeFileSync(join(folder, PAGE), lines + code);
}

const isText = (value) => typeof value === 'string' && value.trim() !== '';

/** JSON that is valid in JavaScript before ES2019 too, which ends a line at these two characters. */
const literal = (value) =>
  JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

function writeStyles({ light, dark }) {
  const rule = ({ primary, onPrimary, link }) =>
    `page { --brand-primary: ${primary}; --brand-on-primary: ${onPrimary}; --brand-link: ${link}; }`;
  return `${rule(light)}\n@media (prefers-color-scheme: dark) { ${rule(dark)} }\n`;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} cannot be read as JSON: ${cause.message}`, { cause });
  }
}

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

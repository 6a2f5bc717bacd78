import type { Translate } from '../language/language.js';
import type { GuideFile } from './guide.js';

/** Names a file of a guide, or what its commands do. Empty for lines of a file that the guide does not name. */
export function nameFile({ title, language, code }: GuideFile, t: Translate): string {
  if (title !== '' || language !== 'sh') return title;
  return /\b(install|add)\b/.test(code) ? t({ zh: '安装', en: 'Install' }) : t({ zh: '运行', en: 'Run' });
}

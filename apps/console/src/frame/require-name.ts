import type { Rule } from 'antd/es/form';
import type { Translate } from '../language/language.js';

/** Rule of a name: not blank, and no longer than the authority accepts. */
export function requireName(
  { minLength, maxLength }: { readonly minLength: number; readonly maxLength: number },
  t: Translate,
): Rule {
  const message = t({ zh: `${minLength}–${maxLength} 个字符`, en: `${minLength}–${maxLength} characters` });
  return { required: true, whitespace: true, max: maxLength, message };
}

import { CopyButton } from '../frame/copyable.js';
import { useText } from '../language/language.js';
import type { GuideFile } from './guide.js';
import { nameFile } from './name-file.js';

/** A file of a guide, with its name and a button that copies it. */
export function CodeBlock({ file }: { readonly file: GuideFile }) {
  const t = useText();
  const { code } = file;
  const name = nameFile(file, t);
  return (
    <section className="code-block" aria-label={name || t({ zh: '代码', en: 'Code' })}>
      {name && <h3 className="code-name">{name}</h3>}
      <div className="code-copy">
        <CopyButton text={code} />
      </div>
      <pre className="code" tabIndex={0}>
        <code>{code}</code>
      </pre>
    </section>
  );
}

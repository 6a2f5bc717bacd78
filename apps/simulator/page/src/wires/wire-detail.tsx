import { useState } from 'react';
import { language } from '../language.js';
import { useObservable } from '../observable.js';
import { sentences } from '../story/sentences.js';
import { findSourceLine, type SourceLine } from '../story/source-line.js';
import { storyTexts } from '../story/story-texts.js';
import { toCurl, type Origins } from '../story/to-curl.js';
import { formatBody } from './format-body.js';
import { MaskedText } from './masked-text.js';
import { nameWire } from './name-wire.js';
import type { Wire } from './wire.js';
import type { WireTexts } from './wire-texts.js';

interface WireDetailProps {
  readonly wire: Wire;
  /** Whether its sentence is shown above already. */
  readonly isHeld: boolean;
  readonly origins: Origins;
  readonly texts: WireTexts;
}

/**
 * Details of a message: its purpose, the line that sends it, and the bytes of a request and its response, or of a
 * message that is only passed on.
 */
export function WireDetail({ wire, isHeld, origins, texts }: WireDetailProps) {
  const current = useObservable(language);
  const name = nameWire(wire);
  const curl = toCurl(wire, origins);
  const isMessage = wire.status === undefined;
  const sent = [wire.title, wire.sent].filter(Boolean).join('\n');
  return (
    <div className="wire-detail">
      {!isHeld && <p className="wire-sentence">{sentences[current][name]}</p>}
      <div className="wire-tools">
        <Source line={findSourceLine(name)} label={storyTexts[current].source} />
        {curl !== undefined && (
          <CopyButton text={curl} label={storyTexts[current].curl} done={texts.copied} />
        )}
      </div>
      <Body title={isMessage ? texts.handedOver : texts.request} text={sent} texts={texts} />
      {!isMessage && <Body title={texts.answer} text={wire.received || texts.nothing} texts={texts} />}
    </div>
  );
}

interface BodyProps {
  readonly title: string;
  readonly text: string;
  readonly texts: WireTexts;
}

function Body({ title, text, texts }: BodyProps) {
  return (
    <>
      <header>
        <h3>{title}</h3>
        <CopyButton text={text} label={texts.copy} done={texts.copied} />
      </header>
      <MaskedText text={formatBody(text)} show={texts.show} />
    </>
  );
}

function Source({ line, label }: { readonly line: SourceLine | undefined; readonly label: string }) {
  if (line === undefined) return null;
  return (
    <p>
      {label}{' '}
      <a href={line.url} className="code" rel="noreferrer" target="_blank">
        {line.path}
      </a>
    </p>
  );
}

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  readonly done: string;
}

function CopyButton({ text, label, done }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="copy"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      onBlur={() => setCopied(false)}
    >
      {isCopied ? done : label}
    </button>
  );
}

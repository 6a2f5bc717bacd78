import { useState } from 'react';
import { formatBody } from './format-body.js';
import { MaskedText } from './masked-text.js';
import type { Wire } from './wire-log.js';
import type { WireTexts } from './wire-texts.js';

/** The bytes of a request and its response, or of a message that is only handed over. */
export function WireDetail({ wire, texts }: { readonly wire: Wire; readonly texts: WireTexts }) {
  const isMessage = wire.status === undefined;
  const sent = [wire.title, wire.sent].filter(Boolean).join('\n');
  return (
    <div className="wire-detail">
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
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <header>
        <h3>{title}</h3>
        <button
          type="button"
          className="copy"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
          onBlur={() => setCopied(false)}
        >
          {isCopied ? texts.copied : texts.copy}
        </button>
      </header>
      <MaskedText text={formatBody(text)} show={texts.show} />
    </>
  );
}

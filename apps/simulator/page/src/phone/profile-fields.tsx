import type { ConsentView } from '@app2wxapp/consent';
import type { Handset } from './handset.js';

interface ProfileFieldsProps {
  readonly handset: Handset;
  readonly view: ConsentView;
}

/** A picture and a nickname, where the pool asks for them. */
export function ProfileFields({ handset, view }: ProfileFieldsProps) {
  if (!view.avatarLabel && !view.nicknameLabel) return null;
  return (
    <div className="fields">
      {view.avatarLabel && (
        <div className="field">
          <button
            type="button"
            className="choose"
            aria-label={view.avatarAction}
            onClick={() => handset.tapAvatar()}
          >
            <span className="field-label">{view.avatarLabel}</span>
            {view.avatar ? (
              <img className="chosen-picture" src={view.avatar} alt="" />
            ) : (
              <Hint text={view.avatarHint} />
            )}
          </button>
          {view.avatarRemove && (
            <button
              type="button"
              className="remove"
              aria-label={view.avatarRemoveAction}
              onClick={() => handset.removeAvatar()}
            >
              {view.avatarRemove}
            </button>
          )}
        </div>
      )}
      {view.nicknameLabel && (
        <label className="field">
          <span className="field-label">{view.nicknameLabel}</span>
          <input
            maxLength={64}
            placeholder={view.nicknameHint}
            defaultValue={handset.nickname}
            autoComplete="off"
            onChange={(event) => handset.typeNickname(event.target.value)}
          />
        </label>
      )}
    </div>
  );
}

function Hint({ text }: { readonly text: string }) {
  return (
    <>
      <span className="field-hint">{text}</span>
      <span className="field-arrow" aria-hidden="true" />
    </>
  );
}

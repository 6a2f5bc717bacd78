import type { PhoneCode, TicketProfile } from '@app2wxapp/core';

/** Profile that the user entered. */
export interface ConsentProfile {
  /**
   * Nickname. Surrounding blanks and everything after the 64th UTF-16 unit are dropped; an empty one counts as none.
   */
  readonly nickname?: string;
}

/** Data that the user shares besides the identity. */
export interface SharedByUser {
  /** Code of the phone number button. */
  readonly phoneCode?: PhoneCode;
  /** Profile that the user entered. */
  readonly profile?: TicketProfile;
}

const MAX_NICKNAME = 64;

/** Builds the data of a ticket request that the user shares. */
export function gatherShared({ nickname = '' }: ConsentProfile, phoneCode?: PhoneCode): SharedByUser {
  const clipped = clip(nickname.trim());
  return {
    ...(phoneCode !== undefined && { phoneCode }),
    ...(clipped !== '' && { profile: { nickname: clipped } }),
  };
}

/** Cuts a text as the authority counts it, in UTF-16 units, without splitting a character. */
function clip(text: string): string {
  let clipped = '';
  for (const character of text) {
    if (clipped.length + character.length > MAX_NICKNAME) break;
    clipped += character;
  }
  return clipped;
}

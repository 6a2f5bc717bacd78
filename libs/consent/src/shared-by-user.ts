import type { PhoneCode, TicketProfile } from '@app2wxapp/core';

/** The profile that the user chose to type in. */
export interface ConsentProfile {
  /** Surrounding blanks and everything after the 64th character are left out; an empty one is none. */
  readonly nickname?: string;
}

/** Data that the user shares beside the identity. */
export interface SharedByUser {
  readonly phoneCode?: PhoneCode;
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

/** Counts as the authority does, in UTF-16 units, and cuts no character in two. */
function clip(text: string): string {
  let clipped = '';
  for (const character of text) {
    if (clipped.length + character.length > MAX_NICKNAME) break;
    clipped += character;
  }
  return clipped;
}

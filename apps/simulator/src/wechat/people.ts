import type { MiniProgram } from './mini-programs.js';
import { randomHex, sha256 } from './random.js';

/** Person with a WeChat account and a phone number bound to it. */
export interface Person {
  /** Id in this simulator; WeChat has no public name for a person across all mini programs. */
  readonly id: string;
  /** Nickname of the person. */
  readonly nickname: string;
  /** Phone number: digits without the country code. */
  readonly purePhoneNumber: string;
  /** Country code: digits, such as `86`. */
  readonly countryCode: string;
}

/** Options of a new person; the rest is generated. */
export type PersonOptions = Partial<Omit<Person, 'id'>>;

/** Users of this WeChat, and their openid in each mini program. */
export class People {
  private readonly people: Person[] = [];
  private readonly byOpenid = new Map<string, Person>();
  private readonly given = new Map<string, string>();
  /** Number of people whose openids are indexed, by AppID. */
  private readonly indexed = new Map<string, number>();

  /** Adds a user. @param id absent: a new user. With an id, openid and unionid are the same at every start. */
  add(options: PersonOptions = {}, id: string = randomHex(16)): Person {
    const number = 13_800_138_000 + this.people.length;
    const { nickname = '微信用户', purePhoneNumber = String(number), countryCode = '86' } = options;
    const person = { id, nickname, purePhoneNumber, countryCode };
    this.people.push(person);
    return person;
  }

  all(): readonly Person[] {
    return this.people;
  }

  /** Finds the user with this `openid` in a mini program; an unknown one creates a new user. */
  ofOpenid(miniProgram: MiniProgram, openid: string): Person {
    this.index(miniProgram);
    const key = `${miniProgram.appId} ${openid}`;
    const known = this.byOpenid.get(key);
    if (known !== undefined) return known;
    // After a restart the same openid must have the same unionid again: accounts are found by both.
    const person = this.add({}, `of ${key}`);
    this.given.set(`${miniProgram.appId} ${person.id}`, openid);
    this.byOpenid.set(key, person);
    return person;
  }

  /** Returns the openid of a person: 28 characters, another one in every mini program. */
  openidOf(miniProgram: MiniProgram, person: Person): string {
    const { appId } = miniProgram;
    const openid = this.given.get(`${appId} ${person.id}`) ?? derive(`openid ${appId} ${person.id}`);
    this.byOpenid.set(`${appId} ${openid}`, person);
    return openid;
  }

  /** Returns the unionid of a person in all mini programs of one Open Platform account; `undefined` without one. */
  unionidOf(miniProgram: MiniProgram, person: Person): string | undefined {
    const { openPlatform } = miniProgram;
    return openPlatform === null ? undefined : derive(`unionid ${openPlatform} ${person.id}`);
  }

  // Once for each person: tests create thousands of them.
  private index(miniProgram: MiniProgram): void {
    const { people } = this;
    for (const person of people.slice(this.indexed.get(miniProgram.appId) ?? 0)) {
      this.openidOf(miniProgram, person);
    }
    this.indexed.set(miniProgram.appId, people.length);
  }
}

function derive(text: string): string {
  return `o${sha256(text).toString('base64url').slice(0, 27)}`;
}

/** One file, or some lines, that a guide has the reader write or run. */
export interface GuideFile {
  /** As it is named after the fence: `ts`, `sh`, `kotlin`. */
  readonly language: string;
  /** Name of the file; empty where the guide gives none. */
  readonly title: string;
  readonly code: string;
}

/** The code of a guide of the documentation. */
export interface Guide {
  readonly key: string;
  readonly name: string;
  readonly side: 'app' | 'backend';
  /** Path of its page in the documentation, without an ending. */
  readonly page: string;
  readonly files: readonly GuideFile[];
}

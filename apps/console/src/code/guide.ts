/** File, or lines of one, that a guide has the reader write or run. */
export interface GuideFile {
  /** Language of the code, as after the fence: `ts`, `sh`, `kotlin`. */
  readonly language: string;
  /** Name of the file; empty where the guide gives none. */
  readonly title: string;
  /** Code itself. */
  readonly code: string;
}

/** Code of a guide of the documentation. */
export interface Guide {
  /** Key of the guide. */
  readonly key: string;
  /** Name of the guide. */
  readonly name: string;
  /** Reader of the guide: the app's developer, or the backend's. */
  readonly side: 'app' | 'backend';
  /** Path of its page in the documentation, without an ending. */
  readonly page: string;
  /** Files of the guide. */
  readonly files: readonly GuideFile[];
}

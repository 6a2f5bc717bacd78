/** Reports when the app goes to the background and when it returns to the foreground. */
export interface AppState {
  /**
   * Calls `listener` at every change, not at once. An app that is only covered by a prompt is still in the
   * foreground.
   */
  onChange(listener: (inFront: boolean) => void): () => void;
}

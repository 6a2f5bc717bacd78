/** Applies newer versions of the mini program, which WeChat downloads itself, without interrupting a login. */
export interface Updates {
  /** Restarts with the newer version if there is one. The current page is lost. */
  apply(): void;
}

/** Listens for a newer version. WeChat applies one that is never applied here at the next cold start. */
export function watchUpdates(): Updates {
  const manager = wx.getUpdateManager();
  let isReady = false;
  manager.onUpdateReady(() => {
    isReady = true;
  });
  return {
    apply: () => {
      if (isReady) manager.applyUpdate();
    },
  };
}

/** Takes a newer version of the mini program, which WeChat downloads by itself, without cutting a login off. */
export interface Updates {
  /** Starts the newer version if there is one. What is on the screen is lost. */
  apply(): void;
}

/** Listens for a newer version. One that is never applied is taken by WeChat at the next cold start. */
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

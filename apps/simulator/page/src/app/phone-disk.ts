import type { LoginStorage } from '@app2wxapp/browser';

/** Access of a process to the disk, which ends with the process. */
export interface DiskAccess extends LoginStorage {
  /** Ends the access: nothing is read or written any more. */
  cut(): void;
}

/** Storage of the phone, which outlives the app's process. */
export class PhoneDisk {
  private readonly items = new Map<string, string>();

  /** Opens the disk for a process. */
  open(): DiskAccess {
    let isOpen = true;
    return {
      getItem: (key) => (isOpen ? this.items.get(key) : undefined),
      setItem: (key, value) => isOpen && this.items.set(key, value),
      removeItem: (key) => isOpen && this.items.delete(key),
      cut: () => {
        isOpen = false;
      },
    };
  }
}

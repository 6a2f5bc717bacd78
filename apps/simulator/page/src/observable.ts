import { useSyncExternalStore } from 'react';

/** Value that notifies its listeners when it is replaced. Its methods need no `this`. */
export class Observable<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  /** Returns the value. */
  readonly get = (): T => this.value;

  /** Replaces the value and notifies the listeners. */
  readonly set = (value: T): void => {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  };

  /** Calls a listener at each change. Returns a function that stops it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** Reads a value inside a component, which renders again when it is replaced. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get);
}

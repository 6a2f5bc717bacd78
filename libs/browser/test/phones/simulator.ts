import { EventEmitter } from 'node:events';
import {
  createSimulatorAppState,
  createSimulatorLauncher,
  type SimulatedPhone,
} from '../../src/launchers/simulator.js';
import type { Opened, PhoneMaker } from '../phone.js';

/** The simulator's phone: one page, so nothing is lost and nothing is late. */
export const simulatorPhone: PhoneMaker = {
  name: 'simulator',
  losesColdAnswer: true,
  hidesMissingWechat: true,
  isWhole: true,
  create: ({ installed = true, sends = true }) => {
    const opened: Opened[] = [];
    const emitter = new EventEmitter();
    const phone: SimulatedPhone = {
      openMiniProgram: ({ userName, path, miniProgramType: type }) => {
        if (!installed || !sends) throw new Error('no WeChat on this phone');
        opened.push({ userName, path, type });
      },
      onArrival: (listener) => {
        emitter.on('arrival', listener);
        return () => void emitter.off('arrival', listener);
      },
    };
    return {
      launcher: createSimulatorLauncher(phone),
      appState: createSimulatorAppState(phone),
      opened,
      setInFront: (inFront) => void (inFront && emitter.emit('arrival', {})),
      deliver: (extMsg) => void emitter.emit('arrival', { extMsg }),
      fail: () => void emitter.emit('arrival', {}),
    };
  },
};

export { startSimulator, type Simulator, type SimulatorOptions } from './start-simulator.js';
export { type DemoPool, type SimulatorSettings } from './settings.js';
export { type WechatCall } from './wechat/call-log.js';
export { FAULT_KINDS, WECHAT_APIS, type Fault, type FaultKind, type WechatApi } from './wechat/faults.js';
export { WECHAT_ERRORS, type WechatErrorNumber } from './wechat/wechat-errors.js';
export { type CodeOptions } from './wechat/wechat.js';

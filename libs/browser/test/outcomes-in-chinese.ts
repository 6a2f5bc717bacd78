/** The Chinese of each cell in the tables of docs/guides/outcomes.md, without its platform. */
const OUTCOMES_IN_CHINESE: Readonly<Record<string, string>> = {
  situation: '情况',
  'result of the login': '登录的结果',
  exceptions: '例外',
  success: '成功',
  denied: '用户拒绝授权',
  'failed in the mini program': '小程序中失败',
  'WeChat rates the user as high risk': '微信判定用户为高风险',
  'a phone number is required and the quota is exhausted': '必须提供手机号，而额度已用完',
  'back gesture before agreeing': '同意之前用手势返回',
  'back gesture after agreeing': '同意之后用手势返回',
  'state of another login': 'state 不匹配',
  'a result that is not an extMsg': '返回的内容不是 extMsg',
  'agreed, but Android delivers only `{}`': '已同意，而 Android 只收到 `{}`',
  'WeChat rejects the launch with its own dialog (`{}`)': '微信用自己的弹窗拒绝（`{}`）',
  'the result arrives twice': '结果收到两次',
  'the result arrives after the timeout': '超时之后才收到结果',
  'the wrapper never returns a result, without an app state': '封装始终不返回结果，也没有传入 appState',
  '… and without a claim': '……并且没有设置认领',
  'the result of a share arrives during the login': '期间收到分享的结果',
  'cold start': '冷启动',
  'cold start, without a claim': '冷启动，并且没有设置认领',
  "the wrapper's native module is missing": '缺少封装的原生模块',
  'WeChat is not installed': '没有安装微信',
  'the launch fails': '拉起失败',
  'the user cancels in WeChat': '在微信中取消',
  'the network fails during the exchange': '换取用户信息时断网',
  'two logins at once': '同时发起两次登录',
  'the app aborts the login': 'App 主动结束',
  'logged in': '登录成功',
  '`network_error`, then logged in by resume': '`network_error`，之后由 resume 恢复登录',
  '`superseded`, logged in': '`superseded`，登录成功',
  wrapper: '封装',
  'fact that the launcher depends on': '启动器依赖的行为',
  place: '位置',
  'observes this notification for universal links': '监听这个通知以接收 Universal Link',
  '… and reads this key of its object': '……并读取其中的这个键',
  'Capacitor posts another one': 'Capacitor 发送的是另一个通知',
  '… and not that one': '……而不是上面那个',
  '… nor for a scene': '……使用 scene 时也没有',
  parameters: '参数',
  'extMsg of a result': '结果中的 extMsg',
  'text of a cancellation': '取消时的文字',
  'text of a failed launch': '拉起失败时的文字',
  'text of a missing WeChat': '没有安装微信时的文字',
  'a new launch cancels the previous one': '新的拉起会取消上一次',
  'a new launch rejects the previous one': '新的拉起会使上一次失败',
  'delivers a result only to a pending call': '结果只交给正在等待的调用',
  'a failure has this code': '失败时带有错误码',
  "does not export WeChat's SDK, which the app's WXEntryActivity needs":
    'App 用不到它自带的微信 SDK，而 App 的 WXEntryActivity 需要',
  'the app extends this class as WXEntryActivity': 'App 继承它作为 WXEntryActivity',
  'is a global variable': '是全局变量',
  'the same': '同上',
  'one callback for every call': '所有调用共用一个回调',
  'a result without extMsg crashes the app': '没有 extMsg 的结果会使 App 崩溃',
  'registers without a universal link': '注册时没有 Universal Link',
  'does not check the result of a launch': '不检查拉起是否成功',
  'returns a number for whether WeChat is installed': '以数字返回是否安装了微信',
  'drops the result after a cold start': '冷启动之后的结果会丢失',
  'the manifest has no `<queries>`; add it in config.xml':
    'manifest 中没有 `<queries>`，要在 config.xml 中添加',
  'the manifest has no `<queries>`; add it in the app': 'manifest 中没有 `<queries>`，要由 App 添加',
  'name of the native module': '原生模块的名称',
  'name of the event': '事件的名称',
  'event of a result': '结果的事件',
  'WXEntryActivity must send this broadcast': 'WXEntryActivity 必须发送广播',
  '… with this extra': '……并带有这个 extra',
  'receives broadcasts once the module is created': '模块创建之后才接收广播',
  'receives broadcasts of WXEntryActivity once it is registered': '注册之后才接收 WXEntryActivity 的广播',
  'always calls back': '任何情况都会回调',
  'calls back only for a failure': '只在失败时回调',
  'type of a result': '结果的类型',
  "type of a share's result": '分享结果的类型',
  '… a static variable that is never reset': '……它是从不重置的静态变量',
  '… never reset': '……从不重置',
  '… and set only for a success': '……并且只在成功时设置',
  'only the result of a launch has extMsg': '只有拉起小程序的结果带有 extMsg',
  'every result of a launch has extMsg, and no other result': '拉起小程序的结果都带有 extMsg，其他都没有',
  'the type is the class of the response': '类型是响应的类名',
  '… and only a success': '……并且只在成功时',
  'only a success has extMsg': '只有成功时带有 extMsg',
  '… of a launch': '……并且是拉起小程序的结果',
  'observes a notification that React Native posts only to a running app':
    '监听的通知，React Native 只在 App 已运行时发送',
  'registers with an object': '注册时传入一个对象',
  'looks up the native module at import': '导入时查找原生模块',
  'its JavaScript accepts only two names of the native module': 'JavaScript 只认原生模块的两个名称',
  '… and throws without either': '……两个都没有时抛出异常',
  'registers with app id and link': '用 AppID 和链接注册',
  'returns the API level that WeChat supports': '返回微信支持的 API 版本',
  'after a cold start no module receives the result': '冷启动时还没有模块接收结果',
  "the podspec does not include WeChat's SDK; add it in the app's Podfile":
    'podspec 不含微信 SDK，要在 App 的 Podfile 中添加',
  'uni has no onAppShow': 'uni 没有 onAppShow',
  'plus reports when the app goes to the background': 'plus 通知 App 进入后台',
  '… and when it returns': '……以及回到前台',
  'observes the app delegate once the module is created': '模块创建之后才监听 AppDelegate',
  'returns the result of a launch in `success`': '用 `success` 返回是否拉起',
  'never calls onNavBack': '从不调用 onNavBack',
  'the config plugin writes WXEntryActivity': '配置插件会写入 WXEntryActivity',
  '… and `<queries>`': '……以及 `<queries>`',
  'the config plugin sets nothing; set it in the app config': '配置插件不做任何设置，要写在 App 配置中',
};

/** Translates a cell. A platform before it (`iOS: `) and a code alone (`` `timeout` ``) stay as they are. */
export function translateOutcome(text: string): string {
  if (/^(?:`\w+`)?$/.test(text)) return text;
  const [, platform = '', said = text] = /^((?:iOS|Android|Vue 2): )?(.*)$/.exec(text) ?? [];
  const chinese = OUTCOMES_IN_CHINESE[said];
  if (chinese === undefined) throw new Error(`No Chinese for "${said}" in outcomes-in-chinese.ts.`);
  return platform.replace(': ', '：') + chinese;
}

/** Variants of a launcher, which follow its name in parentheses. */
const VARIANTS_IN_CHINESE: Readonly<Record<string, string>> = {
  ios: 'iOS',
  android: 'Android',
  'old architecture': '旧架构',
  'app delegate unchanged': '没有修改 App delegate',
  'Vue 2': 'Vue 2',
  'Vue 3': 'Vue 3',
};

/** Translates what is in parentheses after the name of a launcher, which itself stays as it is. */
export function translateLauncher(launcher: string): string {
  const [, name = launcher, variants] = /^([^()]+) \(([^()]+)\)$/.exec(launcher) ?? [];
  if (variants === undefined) return name;
  const chinese = variants.split(', ').map((variant) => {
    const known = VARIANTS_IN_CHINESE[variant];
    if (known === undefined) throw new Error(`No Chinese for "${variant}" in outcomes-in-chinese.ts.`);
    return known;
  });
  return `${name}（${chinese.join('，')}）`;
}

// Lints files as if a single import were all they held. In a process of its own, once for all: to load the rules and
// the types takes seconds, and they do not run inside Jest. Reads [[file, imported], …] as JSON from standard input,
// writes for each the messages, as JSON.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const answers = [];
for (const [filePath, imported] of JSON.parse(await text(process.stdin))) {
  const code = `import * as imported from '${imported}';\nexport const used = imported;\n`;
  const [result] = await eslint.lintText(code, { filePath });
  answers.push(result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
process.stdout.write(JSON.stringify(answers));

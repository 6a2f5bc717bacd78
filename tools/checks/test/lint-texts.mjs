// Lints texts as if they were files of the repository. In a process of its own, once for all: to load the rules and
// the types takes seconds, and they do not run inside Jest. Reads [[file, text], …] as JSON from standard input,
// writes for each the messages, as JSON.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const answers = [];
for (const [filePath, code] of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath });
  answers.push(result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
process.stdout.write(JSON.stringify(answers));

// Lint rules against code whose cost one long input lets grow until it stops a process: loops that take the square of a text
// or list, by their syntax, and texts that become regular expressions, by their types.
import ts from 'typescript';

/** Methods of an array that call their function once for each element. */
const EACH = new Set(
  'every filter find findIndex findLast findLastIndex flatMap forEach map reduce reduceRight some'.split(' '),
);
/** Methods that read all of a text or an array. With a second argument, `indexOf` and `includes` start where they left off. */
const SCANS = new Set([...EACH, ...'join match matchAll replace replaceAll search split'.split(' ')]);
const SEARCHES = new Set(['includes', 'indexOf', 'lastIndexOf']);
/** Methods that copy what they are called on, or what is left of it. */
const COPIES = new Set('concat filter slice substr substring toSpliced trim trimEnd trimStart'.split(' '));
/** They copy as well; in a loop over something else, that is once for each element of it. */
const REPLACEMENTS = new Set(['replace', 'replaceAll']);
const UNCOUNTED = new Set(['DoWhileStatement', 'WhileStatement']);
const LOOPS = new Set([
  'DoWhileStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'WhileStatement',
]);
const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

const noQuadraticLoop = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      grows:
        '{{name}} is copied at each turn of a loop, which takes the square of its length. Push to an array, or move an index.',
      scanned:
        '{{name}} is read from its beginning at each turn of a loop over it, which takes the square of its length. Use a Set or a Map, or start at an index.',
    },
  },
  create({ sourceCode, report: send }) {
    const report = (node, messageId, named) =>
      send({ node, messageId, data: { name: sourceCode.getText(named) } });
    const isSame = (one, other) => one && other && sourceCode.getText(one) === sourceCode.getText(other);
    /** Whether the values of all names in a node are older than a turn of the loop. */
    const isOlder = (node, loop) =>
      listNames(node).every((name) => {
        const definitions = findVariable(sourceCode.getScope(name), name.name)?.defs ?? [];
        return !definitions.some(
          ({ node: at }) => at.range[0] >= loop.range[0] && at.range[1] <= loop.range[1],
        );
      });
    const findLoopsOver = (node) => findLoops(node).filter((loop) => isOlder(node, loop));
    return {
      AssignmentExpression({ left, right }) {
        const loops = findLoopsOver(left);
        const isCopy = isCopyOf(right, (node) => isSame(node, left));
        const isReplaced =
          REPLACEMENTS.has(right.callee?.property?.name) &&
          isSame(right.callee.object, left) &&
          loops.some(({ type }) => UNCOUNTED.has(type));
        if (loops.length > 0 && (isCopy || isReplaced)) report(right, 'grows', left);
      },
      CallExpression(call) {
        const { callee } = call;
        const method = callee.type === 'MemberExpression' && !callee.computed ? callee.property.name : '';
        if (method === 'unshift' || (method === 'splice' && call.arguments[0]?.raw === '0')) {
          if (findLoopsOver(callee.object).length > 0) report(call, 'grows', callee.object);
        }
        if (method === 'reduce' || method === 'reduceRight') {
          const [turn] = call.arguments;
          const [grown] = turn?.params ?? [];
          for (const made of listReturned(turn)) {
            if (grown && isCopyOf(made, (node) => isSame(node, grown))) report(made, 'grows', grown);
          }
        }
        if (!isWholeRead(method, call)) return;
        const loop = findLoops(call).find((one) =>
          listSubjects(one).some((node) => isSame(node, callee.object)),
        );
        if (loop && isOlder(callee.object, loop)) report(call, 'scanned', callee.object);
      },
    };
  },
};

function isWholeRead(method, { arguments: given }) {
  if (SEARCHES.has(method)) return given.length < 2;
  if (method === 'slice' || method === 'substring')
    return given.length === 1 && given[0].type !== 'UnaryExpression';
  return SCANS.has(method);
}

/** Whether a value is a copy of the accumulator: with it spread into, or cut from it. */
function isCopyOf(node, isAccumulator) {
  if (node.type === 'ArrayExpression')
    return node.elements.some((one) => one?.type === 'SpreadElement' && isAccumulator(one.argument));
  if (node.type === 'ObjectExpression')
    return node.properties.some((one) => one.type === 'SpreadElement' && isAccumulator(one.argument));
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return COPIES.has(node.callee.property.name) && isAccumulator(node.callee.object);
}

/** Lists the loops, and the functions that are called for each element, of which a node is part at each turn. */
function findLoops(node) {
  const loops = [];
  for (let [child, parent] = [node, node.parent]; parent; [child, parent] = [parent, parent.parent]) {
    if (LOOPS.has(parent.type) && child !== parent.right && child !== parent.init) loops.push(parent);
    if (!FUNCTIONS.has(parent.type)) {
      if (parent.type === 'FunctionDeclaration' || parent.type === 'PropertyDefinition') break;
      continue;
    }
    const call = parent.parent;
    if (call.type !== 'CallExpression' || !call.arguments.includes(parent)) break;
    if (EACH.has(call.callee.property?.name)) loops.push(call);
  }
  return loops;
}

/** Lists what a loop goes through: of a loop that counts, whatever its test takes the length of. */
function listSubjects(loop) {
  if (loop.type === 'CallExpression') return [loop.callee.object];
  if (loop.type === 'ForOfStatement') return [loop.right];
  const { test } = loop;
  return test?.type === 'BinaryExpression'
    ? [test.left, test.right].filter(isLength).map((one) => one.object)
    : [];
}

function isLength(node) {
  return node.type === 'MemberExpression' && node.property.name === 'length';
}

function listReturned(turn) {
  if (!turn || !FUNCTIONS.has(turn.type)) return [];
  if (turn.body.type !== 'BlockStatement') return [turn.body];
  return turn.body.body
    .filter(({ type, argument }) => type === 'ReturnStatement' && argument)
    .map(({ argument }) => argument);
}

/** Lists the names that a name, or a member of one, is made of. */
function listNames(node) {
  if (node.type === 'Identifier') return [node];
  if (node.type !== 'MemberExpression') return [];
  return [...listNames(node.object), ...(node.computed ? listNames(node.property) : [])];
}

function findVariable(scope, name) {
  return scope ? (scope.set.get(name) ?? findVariable(scope.upper, name)) : undefined;
}

const EXPRESSION_TAKERS = new Set(['match', 'matchAll', 'search']);

const noTextAsExpression = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      text: 'Write a regular expression as a literal: the cost of one in a text cannot be checked.',
    },
  },
  create({ sourceCode, report }) {
    const { getTypeAtLocation } = sourceCode.parserServices;
    const isText = (node) => (getTypeAtLocation(node).flags & ts.TypeFlags.StringLike) !== 0;
    return {
      'CallExpression[arguments.length=1] > MemberExpression.callee'({ object, property, parent }) {
        if (!EXPRESSION_TAKERS.has(property.name) || !isText(object)) return;
        if (getTypeAtLocation(parent.arguments[0]).symbol?.name !== 'RegExp') {
          report({ node: parent, messageId: 'text' });
        }
      },
    };
  },
};

export const inputCost = {
  rules: { 'no-quadratic-loop': noQuadraticLoop, 'no-text-as-expression': noTextAsExpression },
};

// What the sources of rings 1 to 3 may not do. The linter bans imports and most global names; the
// rest depends on how a name is used and is found here, in the syntax tree.
import ts from 'typescript';
import { isPure, isReproducible } from '../rings.ts';
import { lineAt, parseSource, walk } from './syntax.ts';

// Exact on integers by the language's definition; everything else in Math is floating point.
const EXACT_MATH = ['abs', 'ceil', 'clz32', 'floor', 'imul', 'max', 'min', 'sign', 'trunc'];
const FLOAT_FORMATS = ['toExponential', 'toFixed', 'toPrecision'];

/** Problems of one source file of the given ring; none outside rings 1 to 3. */
export function purityProblems(path: string, text: string, ring: number): string[] {
  if (!isPure(ring)) return [];
  const file = parseSource(path, text);
  const problems: string[] = [];
  walk(file, (node) => {
    const reason = impurity(node) ?? (isReproducible(ring) ? variation(node) : undefined);
    if (reason === undefined) return;
    problems.push(`${path}:${lineAt(file, node.getStart(file))}: ${reason}`);
  });
  return problems;
}

/** Why a node reads or changes the world, for rings 1 to 3. */
function impurity(node: ts.Node): string | undefined {
  if (isGlobalUse(node, 'globalThis')) return 'globalThis hides what is used; name it';
  if (isGlobalUse(node, 'WeakRef') || isGlobalUse(node, 'FinalizationRegistry')) {
    return `${node.getText()} depends on when memory is collected`;
  }
  if (ts.isNewExpression(node) && isName(node.expression, 'Date') && !node.arguments?.length) {
    return 'new Date() reads the clock; time is an input';
  }
  if (ts.isCallExpression(node)) {
    if (isName(node.expression, 'Date')) return 'Date() reads the clock; time is an input';
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import() loads code';
  }
  if (isMember(node, 'Date', 'now')) return 'Date.now reads the clock; time is an input';
  if (isMember(node, 'Math', 'random')) return 'Math.random; randomness is an input';
  return undefined;
}

/** Why a node's result may differ between runtimes or locales, for rings 2 and 3. */
function variation(node: ts.Node): string | undefined {
  if (isGlobalUse(node, 'Intl')) return 'Intl differs between runtimes';
  if (isName(node, 'parseFloat')) return 'parseFloat makes a floating-point number';
  if (ts.isNumericLiteral(node) && /^\d*\.\d|^\d[\d_]*e-/i.test(node.getText())) {
    return `${node.getText()} is floating point; use integers with a unit`;
  }
  if (ts.isPropertyAccessExpression(node)) return memberVariation(node);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return undefined;
  }
  const method = node.expression.name.text;
  const isSort = method === 'sort' || method === 'toSorted';
  return isSort && node.arguments.length === 0 ? `${method}() needs a comparator` : undefined;
}

function memberVariation(node: ts.PropertyAccessExpression): string | undefined {
  const name = node.name.text;
  if (name === 'localeCompare' || name.startsWith('toLocale')) return `${name} depends on locale`;
  if (name === 'normalize') return 'normalize depends on the Unicode version of the runtime';
  if (FLOAT_FORMATS.includes(name)) return `${name} formats a floating-point number`;
  if (isName(node.expression, 'Math') && name !== 'random' && !EXACT_MATH.includes(name)) {
    return `Math.${name} is floating point`;
  }
  return undefined;
}

function isName(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

function isMember(node: ts.Node, object: string, member: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === member &&
    isName(node.expression, object)
  );
}

/** The name itself, not a property, parameter or key that happens to be spelled like it. */
function isGlobalUse(node: ts.Node, name: string): boolean {
  if (!isName(node, name)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !ts.isPropertyAssignment(parent) || parent.initializer === node;
}

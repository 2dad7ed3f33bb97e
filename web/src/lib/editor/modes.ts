import { StreamLanguage, type StreamParser } from '@codemirror/language';

export type EditorLanguage = 'openqasm' | 'qsharp' | 'llvm';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

interface Vocabulary {
  readonly lineComment: string;
  readonly hasBlockComments: boolean;
  readonly keywords: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly atoms: ReadonlySet<string>;
  /** What is called: gates and operations of the language. */
  readonly functions: ReadonlySet<string>;
  /** Tokens of this language alone, tried before words. */
  readonly special: readonly { readonly pattern: RegExp; readonly token: string }[];
}

interface Place {
  isInComment: boolean;
}

const WORD = /^[\p{L}_][\p{L}\p{N}_.]*/u;
const NUMBER = /^(0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*\.?[\d_]*(e[+-]?\d+)?|\.\d+(e[+-]?\d+)?)[LlIi]?/i;

/** A mode small enough to read: comments, strings, numbers, and words by list. */
function mode(vocabulary: Vocabulary): StreamParser<Place> {
  const classify = (word: string): string => {
    if (vocabulary.keywords.has(word)) return 'keyword';
    if (vocabulary.types.has(word)) return 'typeName';
    if (vocabulary.atoms.has(word)) return 'atom';
    return vocabulary.functions.has(word) ? 'variableName.function' : 'variableName';
  };
  return {
    languageData: { commentTokens: { line: vocabulary.lineComment } },
    startState: () => ({ isInComment: false }),
    token(stream, place) {
      if (place.isInComment) {
        place.isInComment = !stream.match(/^.*?\*\//);
        if (place.isInComment) stream.skipToEnd();
        return 'comment';
      }
      if (stream.eatSpace()) return null;
      if (stream.match(vocabulary.lineComment)) {
        stream.skipToEnd();
        return 'comment';
      }
      if (vocabulary.hasBlockComments && stream.match('/*')) {
        place.isInComment = true;
        return 'comment';
      }
      for (const { pattern, token } of vocabulary.special) if (stream.match(pattern)) return token;
      if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
      if (stream.match(NUMBER)) return 'number';
      const found = stream.match(WORD);
      if (found && typeof found === 'object') return classify(found[0]);
      if (stream.match(/^[-+*/%=<>!&|^~?@:]+/)) return 'operator';
      stream.next();
      return 'punctuation';
    },
  };
}

const openQasm = mode({
  lineComment: '//',
  hasBlockComments: true,
  keywords:
    words(`OPENQASM include gate opaque def extern defcal defcalgrammar cal box let const mutable readonly
    input output if else for while in return break continue end switch case default measure reset barrier
    delay ctrl negctrl inv pow gphase`),
  types: words('qreg creg qubit bit int uint float angle complex bool duration stretch array void'),
  atoms: words('pi π tau τ euler ℇ true false'),
  functions:
    words(`U CX u u1 u2 u3 p x y z h s sdg t tdg sx sxdg rx ry rz id cx cy cz ch cp crx cry crz cu cu1
    cu3 swap cswap ccx rxx ryy rzz rzx iswap c3x c4x sin cos tan arcsin arccos arctan exp log ln sqrt mod
    popcount rotl rotr sizeof real imag`),
  special: [
    { pattern: /^(#?pragma|@[\w.]+).*/, token: 'meta' },
    { pattern: /^\$\d+/, token: 'variableName' },
    { pattern: /^->/, token: 'operator' },
  ],
});

const qSharp = mode({
  lineComment: '//',
  hasBlockComments: false,
  keywords:
    words(`namespace open import export as operation function newtype struct new internal is let mutable
    set use borrow if elif else for in while repeat until fixup within apply return fail body adjoint controlled
    Adjoint Controlled Adj Ctl self auto invert distribute intrinsic and or not w`),
  types: words('Int BigInt Double Bool Qubit Result Pauli String Range Unit'),
  atoms: words('true false Zero One PauliI PauliX PauliY PauliZ'),
  functions: words(`H X Y Z S T CNOT CX CY CZ CCNOT SWAP I R Rx Ry Rz R1 Rxx Ryy Rzz M MX MZ MResetX MResetY
    MResetZ MResetEachZ MeasureEachZ Measure Reset ResetAll Message Length ApplyToEach ApplyToEachA
    ApplyToEachCA Fact PI`),
  special: [
    { pattern: /^@\w+(\([^)]*\))?/, token: 'meta' },
    { pattern: /^\$(?=")/, token: 'string' },
    { pattern: /^'\w+/, token: 'typeName' },
    { pattern: /^(->|=>|<-|\.\.\.?)/, token: 'operator' },
  ],
});

const llvm = mode({
  lineComment: ';',
  hasBlockComments: false,
  keywords:
    words(`define declare call tail ret br switch label phi select icmp fcmp add sub mul sdiv udiv fadd fsub
    fmul fdiv and or xor shl lshr ashr load store alloca getelementptr inttoptr ptrtoint bitcast zext sext trunc
    to inbounds internal external global constant private linkonce_odr unnamed_addr attributes nocapture
    readonly writeonly source_filename target datalayout triple type opaque eq ne slt sle sgt sge nuw nsw`),
  types: words('void ptr double float half i1 i2 i8 i16 i32 i64 i128 token metadata label'),
  atoms: words('true false null undef poison zeroinitializer'),
  functions: words(''),
  special: [
    { pattern: /^c?"(?:[^"\\]|\\.)*"/, token: 'string' },
    { pattern: /^%(Qubit|Result|Array|String|Tuple)\*?/, token: 'typeName' },
    { pattern: /^@[\w$.-]+/, token: 'variableName.function' },
    { pattern: /^%[\w$.-]+/, token: 'variableName' },
    { pattern: /^(!|#)[\w.-]+/, token: 'meta' },
    { pattern: /^[\w$.-]+:(?=\s|$)/, token: 'labelName' },
  ],
});

/** Highlighting for what Shotboard shows: OpenQASM 2 and 3, Q#, and the LLVM IR of QIR. */
export const MODES = {
  openqasm: StreamLanguage.define(openQasm),
  qsharp: StreamLanguage.define(qSharp),
  llvm: StreamLanguage.define(llvm),
} as const satisfies Record<EditorLanguage, unknown>;

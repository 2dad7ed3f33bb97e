import { SvelteMap } from 'svelte/reactivity';
import {
  CheckProgramDocument,
  type CheckProgramInput,
  type CheckProgramQuery,
  type ProgramLanguage,
} from '../graphql/graphql.ts';
import { direct } from '../live/client.ts';
import { messageFor } from '../live/message.ts';
import { latestOnly } from '../live/latest-only.ts';

const PAUSE_MS = 400;

export interface ProgramQuestion {
  /** Which program of the draft. */
  readonly key: number;
  readonly targetId: string;
  readonly language: ProgramLanguage;
  readonly source: string;
  readonly shots: number | null;
}

export interface ProgramCheck {
  readonly question: ProgramQuestion;
  readonly found: Omit<CheckProgramQuery['checkProgram'], 'errors'>;
  /** Why it was not looked at; null when it was. */
  readonly refusal: string | null;
}

const NOTHING_FOUND = { valid: null, diagnostics: [], statistics: null, estimatedCredits: null };

async function put(question: ProgramQuestion): Promise<ProgramCheck> {
  const { targetId, language, source, shots } = question;
  const input: CheckProgramInput = { targetId, language, source, shots };
  const result = await direct.query(CheckProgramDocument, { input }).toPromise();
  if (!result.data) {
    const refusal = result.error ? messageFor(result.error) : 'The checker gave no answer.';
    return { question, found: NOTHING_FOUND, refusal };
  }
  const { errors, ...found } = result.data.checkProgram;
  return { question, found, refusal: errors[0]?.message ?? null };
}

const isSame = (one: ProgramQuestion, other: ProgramQuestion) =>
  one.targetId === other.targetId &&
  one.language === other.language &&
  one.shots === other.shots &&
  one.source === other.source;

/** What the checker says of the program that is shown, kept up with while it is edited; and the last word on the others. */
export function programCheck(question: () => ProgramQuestion | null) {
  const answers = new SvelteMap<number, ProgramCheck>();
  const asked = $derived(question());
  const answer = $derived(asked ? (answers.get(asked.key) ?? null) : null);
  const isCurrent = $derived(asked !== null && answer !== null && isSame(asked, answer.question));
  const checker = latestOnly(put, (check) => answers.set(check.question.key, check), PAUSE_MS);

  $effect(() => {
    if (asked && !isCurrent) checker.ask(asked);
    else checker.stop();
  });
  $effect(() => checker.stop);

  return {
    /** The last answer about the program that is shown; null before the first. */
    get answer() {
      return answer;
    },
    /** The answer is about the text as it stands. */
    get isCurrent() {
      return isCurrent;
    },
    /** What is known of a program with this text; undefined when nothing is. */
    validityOf(key: number, source: string): boolean | undefined {
      const known = answers.get(key);
      return known?.question.source === source ? (known.found.valid ?? undefined) : undefined;
    },
  };
}

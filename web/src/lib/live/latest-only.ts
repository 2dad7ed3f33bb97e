export interface LatestOnly<Question> {
  /** Asks soon; a question that is still waiting is forgotten for this one. */
  ask: (question: Question) => void;
  /** Forgets what waits and what is under way. */
  stop: () => void;
}

/**
 * Asks while somebody types: only after a pause, only one request at a time, and only the answer to the latest
 * question is told.
 * @param waitMs the pause, in milliseconds
 */
export function latestOnly<Question, Answer>(
  put: (question: Question) => Promise<Answer>,
  tell: (answer: Answer, question: Question) => unknown,
  waitMs: number,
): LatestOnly<Question> {
  let waiting: { readonly question: Question } | null = null;
  let isUnderWay = false;
  let isDue = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let era = 0;

  async function next(): Promise<void> {
    if (isUnderWay || !isDue || !waiting) return;
    const { question } = waiting;
    const asked = era;
    waiting = null;
    isDue = false;
    isUnderWay = true;
    try {
      const answer = await put(question);
      if (waiting === null && asked === era) tell(answer, question);
    } finally {
      isUnderWay = false;
      void next();
    }
  }

  return {
    ask(question) {
      waiting = { question };
      isDue = false;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isDue = true;
        void next();
      }, waitMs);
    },
    stop() {
      era++;
      waiting = null;
      clearTimeout(timer);
    },
  };
}

/** How many requests may be under way together where the API takes one job at a time. */
const AT_ONCE = 4;

/** Does the same for each, a few at once. @returns the answers in the order of the questions */
export async function each<Question, Answer>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const waiting = [...questions.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, question] = next;
      answers[place] = await ask(question);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

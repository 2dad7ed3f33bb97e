import type { Outcome } from './perform.ts';
import type { ActionSubject, JobAction } from './subject.ts';

export interface OpenAction {
  readonly action: JobAction;
  readonly subject: ActionSubject;
  /** Told once what became of each job: lay it over what is shown. */
  readonly onDone: (outcomes: readonly Outcome[]) => void;
}

let current = $state.raw<OpenAction | null>(null);

/** The dialog that is open; one at a time, shown by the frame. */
export const openAction = {
  get current() {
    return current;
  },
  open(action: JobAction, subject: ActionSubject, onDone: OpenAction['onDone'] = () => {}): void {
    current = { action, subject, onDone };
  },
  close(): void {
    current = null;
  },
};

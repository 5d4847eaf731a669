import type { Change } from './grid-types';

const MOST_UNDO = 200;

/** The steps that can be taken back, and those that were. */
export class EditSteps {
  private undoable: Change[][] = [];
  private redoable: Change[][] = [];

  get canUndo(): boolean {
    return this.undoable.length > 0;
  }

  get canRedo(): boolean {
    return this.redoable.length > 0;
  }

  /** A new step: what was taken back before it cannot come again. */
  add(step: Change[]): void {
    this.undoable.push(step);
    if (this.undoable.length > MOST_UNDO) this.undoable.shift();
    this.redoable = [];
  }

  /** The last step, which is now among those that were taken back. */
  back(): Change[] | null {
    const step = this.undoable.pop();
    if (!step) return null;
    this.redoable.push(step);
    return step;
  }

  /** The step that was taken back last, which now holds again. */
  again(): Change[] | null {
    const step = this.redoable.pop();
    if (!step) return null;
    this.undoable.push(step);
    return step;
  }

  clear(): void {
    this.undoable = [];
    this.redoable = [];
  }
}

/** Who wants to hear of changes: single cells by their index, and what stands around the grid. */
export class GridListeners {
  private cells = new Map<number, Set<() => void>>();
  private around = new Set<() => void>();

  /** Calls back for one cell; returns how to stop. */
  ofCell(index: number, listener: () => void): () => void {
    let set = this.cells.get(index);
    if (!set) {
      set = new Set();
      this.cells.set(index, set);
    }
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.cells.delete(index);
    };
  }

  /** Calls back for whatever changes; returns how to stop. */
  ofAll(listener: () => void): () => void {
    this.around.add(listener);
    return () => this.around.delete(listener);
  }

  tellCell(index: number): void {
    for (const listener of this.cells.get(index) ?? []) listener();
  }

  tellEveryCell(): void {
    for (const set of [...this.cells.values()]) for (const listener of set) listener();
  }

  tell(): void {
    for (const listener of this.around) listener();
  }
}

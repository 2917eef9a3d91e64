/** A sleep that a `wake` ends; a `wake` while nobody sleeps ends the next sleep at once. */
export class Wakeable {
  #pending = false;
  #resolve: (() => void) | null = null;

  wake(): void {
    if (this.#resolve === null) this.#pending = true;
    else this.#resolve();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#pending) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
      this.#resolve = null;
    }
    this.#pending = false;
  }
}

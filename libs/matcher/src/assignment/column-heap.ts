/**
 * Columns by distance, nearest first, of equal ones the one with the smaller number. A binary heap
 * that knows where each column stands, so that a shorter way found later moves it up.
 */
export class ColumnHeap {
  private readonly heap: Int32Array;
  private readonly placeOf: Int32Array;
  private size = 0;

  /** `distances` belongs to the caller, who writes a column's before `push` or `moveUp`. */
  constructor(private readonly distances: Float64Array) {
    this.heap = new Int32Array(distances.length);
    this.placeOf = new Int32Array(distances.length);
  }

  clear(): void {
    this.size = 0;
  }

  isEmpty(): boolean {
    return this.size === 0;
  }

  push(column: number): void {
    this.rise(this.size++, column);
  }

  moveUp(column: number): void {
    this.rise(this.placeOf[column]!, column);
  }

  /** Only when not empty. */
  nearest(): number {
    return this.heap[0]!;
  }

  pop(): number {
    const { heap, placeOf, distances } = this;
    const top = heap[0]!;
    const size = --this.size;
    if (size === 0) return top;
    const column = heap[size]!;
    const distance = distances[column]!;
    let place = 0;
    for (let child = 1; child < size; child = 2 * place + 1) {
      const right = child + 1;
      let nearer = heap[child]!;
      let nearerDistance = distances[nearer]!;
      if (right < size) {
        const other = heap[right]!;
        const otherDistance = distances[other]!;
        if (
          otherDistance < nearerDistance ||
          (otherDistance === nearerDistance && other < nearer)
        ) {
          child = right;
          nearer = other;
          nearerDistance = otherDistance;
        }
      }
      if (distance < nearerDistance || (distance === nearerDistance && column < nearer)) break;
      heap[place] = nearer;
      placeOf[nearer] = place;
      place = child;
    }
    heap[place] = column;
    placeOf[column] = place;
    return top;
  }

  private rise(from: number, column: number): void {
    const { heap, placeOf, distances } = this;
    const distance = distances[column]!;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = heap[above]!;
      const otherDistance = distances[other]!;
      if (otherDistance < distance || (otherDistance === distance && other < column)) break;
      heap[place] = other;
      placeOf[other] = place;
      place = above;
    }
    heap[place] = column;
    placeOf[column] = place;
  }
}

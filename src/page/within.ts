// Waiting that ends.

/** What a promise comes to; nothing where that takes longer. */
export const within = <Result>(milliseconds: number, promise: Promise<Result> | undefined): Promise<Result | undefined> =>
  Promise.race([promise, new Promise<undefined>((late) => setTimeout(late, milliseconds))])

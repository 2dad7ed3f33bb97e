/** How many notifications are unread, as was last heard: shared by the bell and the page that marks them. */
let count = $state(0);

export const unread = {
  get count() {
    return count;
  },
  set: (next: number) => (count = next),
};

// Which of many short texts fit what is typed, the best first.

// Without differences of case and accents.
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// Every word typed must stand in the text; nothing where one does not. At the beginning of a word it
// counts more, and at the beginning of the text most.
function weight(text: string, typed: string[]): number | undefined {
  let sum = 0;
  for (const word of typed) {
    const at = text.indexOf(word);
    if (at < 0) return undefined;
    const begins = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(word)}`, "u").test(text);
    sum += at === 0 ? 3 : begins ? 2 : 1;
  }
  return sum;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

export function fitting<T extends { label: string }>(all: T[], typed: string): T[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const weighed = all.flatMap((one) => {
    const weighs = weight(folded(one.label), words);
    return weighs === undefined ? [] : [{ one, weighs }];
  });
  return weighed.sort((a, b) => b.weighs - a.weighs).map(({ one }) => one);
}

import type { DefinitionPartsFragment, PropertyColour } from '../graphql/graphql.ts';

/** Every colour with its name and its dot. Text keeps the colour of text, so that it can be read on any. */
export const COLOURS: Readonly<Record<PropertyColour, { readonly label: string; readonly dot: string }>> = {
  GREY: { label: 'Grey', dot: '#8a8f98' },
  RED: { label: 'Red', dot: '#d64545' },
  ORANGE: { label: 'Orange', dot: '#d9822b' },
  YELLOW: { label: 'Yellow', dot: '#c9a400' },
  GREEN: { label: 'Green', dot: '#3d9a50' },
  TEAL: { label: 'Teal', dot: '#1f9a96' },
  BLUE: { label: 'Blue', dot: '#3b78d8' },
  PURPLE: { label: 'Purple', dot: '#8655d6' },
  PINK: { label: 'Pink', dot: '#d2539b' },
};

let shown = $state.raw<readonly DefinitionPartsFragment[]>([]);

/** What properties mean in the project whose page is open. */
export const definitionsHere = {
  set: (definitions: readonly DefinitionPartsFragment[]) => (shown = definitions),
  /** The colour of a property's dot; null for one without a definition. */
  dotOf: (name: string): string | null => {
    const found = shown.find((each) => each.name === name);
    return found ? COLOURS[found.colour].dot : null;
  },
};

import { Flavour, sources as facts } from '../../clients/flavours/flavour';
import { flavours, variablesOf } from '../../clients/flavours';
import { refersTo } from '../../kubernetes/reference';
import { Expr } from '../../template';
import { secretFlavour } from './secret-flavour';

const all: [string, Flavour][] = [...Object.entries(flavours), ['the one with Secrets', secretFlavour]];
const namesOf = (flavour: Flavour) => flavour(facts).map(({ variable }) => variable);

test.each(Object.keys(flavours))('in one list of all variables, those of %s keep their order', (name) => {
  const unknown = new Expr<keyof typeof flavours>('string', () => '.flavour');
  const own = namesOf(flavours[name as keyof typeof flavours]);
  expect(Object.keys(variablesOf(unknown, facts)).filter((one) => own.includes(one))).toEqual(own);
});

test.each(all)('a text of %s refers only to variables above it', (_, flavour) => {
  const names = namesOf(flavour);
  const early = flavour(facts).filter(({ value }, index) => names.slice(index).some((name) => refersTo(value, name)));
  expect(early).toEqual([]);
});

test.each(all)('a variable of %s is there once', (_, flavour) => {
  expect(new Set(namesOf(flavour)).size).toBe(namesOf(flavour).length);
});

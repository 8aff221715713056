// Package same decides whether records that several sources give are one place.
//
// # The rule
//
// Two records are compared only when something brings them together: a
// commune, a spot on the map, a telephone, a mailbox, a SIRET. Each thing that
// both of them say then counts for or against. What one of them does not say
// counts for nothing.
//
//   - The name counts most. It is read without its case, accents, small words
//     and commune. What kind of place it tells (a town hall, a library, a
//     France Services desk) is set apart from its own words, and the rarer a
//     word in the import, the more it weighs. « Médiathèque » is « Bibliothèque »,
//     « MSAP » is « France Services », « PSP » is « Point services aux
//     particuliers ».
//   - The address: the same number in the same street, the same street without
//     a number, another number, another street; and the distance on the map.
//   - The telephone, the mailbox, the web page. What many names of the import
//     share says little.
//   - The SIRET. A SIREN alone says little: a town has one for all its places.
//
// A pair is merged when the names agree and something else does, or when they
// agree on words of their own in one commune and nothing speaks against. It is
// never merged
//
//   - on a telephone alone: neighbouring town halls share one;
//   - on an address alone, nor on an address and a telephone: a host and its
//     desk share both;
//   - on a name alone in two communes;
//   - when the names tell two kinds of place, or two numbers (« École 1 »,
//     « École 2 »), or two sides of a town (« Nord », « Sud »);
//   - when the numbers in one street differ, or two establishments (SIRET) of
//     one organisation have two addresses;
//   - when both travel and do not stop at one spot.
//
// Where much agrees but not all, the pair is left for a person to review. Their
// answer ([Answers]) is worth more than any score, for ever.
//
// A group is merged only when each pair in it agrees: that A is B and B is C
// does not make A be C. When a record agrees equally with two places that are
// not one, it is merged with neither, and both pairs are to review. A source
// seldom lists a place twice, so two records of one source need more to agree.
// The order of the input changes nothing.
//
// # What it refuses
//
// It reads and writes nothing, and changes no record. It does not look for a
// place in the world (no geocoding), nor guess a value that is missing.
package same

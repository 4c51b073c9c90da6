/**
 * `access/rules.ts` once more, for endpoints that are not ours: CouchDB runs this text for each document that is written
 * (`validate_doc_update`). Old-fashioned JavaScript on purpose: CouchDB servers with SpiderMonkey know no newer. A test
 * holds both to the same decisions.
 */
export const VALIDATE = `function (doc, old, who) {
  function has(role) { return who.roles.indexOf(role) !== -1; }
  function refuse(reason) { throw({ forbidden: reason }); }
  var prefix = doc._id.split(':')[0];
  if (doc.mode === 'practice' || doc.practice === true || prefix === 'practice' || doc.type === 'practice') {
    refuse('Practice records never go into a campaign database.');
  }
  if (has('_admin') || has('coordinator')) return;
  var kinds = [prefix, String(doc.type || '')];
  var coordinators = ['campaign', 'form', 'file', 'review', 'card', 'rumour', 'outcome', 'pack'];
  var own = ['response', 'media', 'device', 'entity'];
  for (var i = 0; i < kinds.length; i++) {
    if (coordinators.indexOf(kinds[i]) !== -1) refuse('Only a coordinator may write a ' + kinds[i] + ' document.');
    if (own.indexOf(kinds[i]) === -1) continue;
    if (old && typeof old.collector === 'string' && old.collector !== who.name) {
      refuse('This record belongs to another collector.');
    }
    if (doc._deleted === true && doc.collector === undefined) continue;
    if (doc.collector !== who.name) refuse('A collector may only write records of her own.');
  }
}`;

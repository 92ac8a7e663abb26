// Leaves a mark in this browser at the first visit and shows it at every later one, so that anyone
// can see whether two windows share their storage.

function show(id, text) {
  const place = document.querySelector(`[data-testid="${id}"]`);
  if (place) place.textContent = text;
}

function newMark() {
  return crypto.randomUUID().slice(0, 8);
}

function markInLocalStorage() {
  const mark = localStorage.getItem('simulated-mark') ?? newMark();
  localStorage.setItem('simulated-mark', mark);
  const visits = Number(localStorage.getItem('simulated-visits') ?? '0') + 1;
  localStorage.setItem('simulated-visits', String(visits));
  show('mark-local-storage', mark);
  show('visits', String(visits));
}

function markInIndexedDb() {
  const opening = indexedDB.open('simulated-portal', 1);
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('marks').put(newMark(), 'mark');
  });
  opening.addEventListener('success', () => {
    const reading = opening.result.transaction('marks').objectStore('marks').get('mark');
    reading.addEventListener('success', () => show('mark-indexed-db', reading.result));
  });
  opening.addEventListener('error', () => show('mark-indexed-db', 'not available'));
}

function showFragment() {
  show('fragment', location.hash || 'none');
}

document.querySelector('[data-testid="open-popup"]')?.addEventListener('click', () => {
  window.open(`/simulated/popup${location.search}`, 'simulated-popup', 'width=520,height=420');
});
window.addEventListener('hashchange', showFragment);

showFragment();
markInLocalStorage();
markInIndexedDb();

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

// Settings are found by what follows `#`, as in the admin centers. Only one is shown at a time.
function showBlade() {
  const hash = decodeURIComponent(location.hash);
  for (const blade of document.querySelectorAll('[data-blade]')) {
    const fragments = blade.dataset.blade.split(' ').filter((each) => each !== '');
    const isNamed = fragments.some((each) => hash.includes(each));
    const isHere = 'onPath' in blade.dataset && (fragments.length === 0 || hash.length < 2);
    blade.hidden = !(isNamed || isHere);
  }
}

function here() {
  const url = new URL(location.href);
  url.searchParams.delete('said');
  url.searchParams.delete('problem');
  return `${url.pathname}${url.search}${url.hash}`;
}

for (const form of document.querySelectorAll('[data-set-up]')) {
  form.addEventListener('submit', () => {
    form.elements.back.value = here();
  });
}
document.querySelector('[data-refresh]')?.addEventListener('click', (event) => {
  event.preventDefault();
  location.replace(here());
  location.reload();
});
window.addEventListener('hashchange', showBlade);
showBlade();

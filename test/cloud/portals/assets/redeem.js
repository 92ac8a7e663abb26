// Redeems the code of the address as the app of a page does, tells its own server who signed in, and
// goes where the operator wanted to go.

const form = document.querySelector('[data-redeem]');
const { take, state, returnTo } = form.dataset;

try {
  const answer = await fetch(form.action, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
    credentials: 'omit',
  });
  const { id_token: token, error_description: problem } = await answer.json();
  if (token === undefined) throw new Error(problem);
  const taken = await fetch(take, {
    method: 'POST',
    body: new URLSearchParams({ state, id_token: token }),
    // Where it leads is gone to by the page itself.
    redirect: 'manual',
  });
  if (taken.type !== 'opaqueredirect') throw new Error(`The portal answered ${taken.status}.`);
  location.replace(returnTo);
} catch (error) {
  const status = document.querySelector('[data-testid="redeeming"]');
  status.textContent = `The sign-in did not work. ${error.message}`;
}

// Fills the form in with a simulated account; the page works without it.
for (const hint of document.querySelectorAll('button.hint')) {
  hint.addEventListener('click', () => {
    const name = document.querySelector('#i0116');
    const password = document.querySelector('#i0118');
    if (name) name.value = hint.dataset.name;
    if (password) password.value = hint.dataset.password;
    (name ?? password)?.form?.requestSubmit();
  });
}

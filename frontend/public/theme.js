// Runs before the first paint, so that a chosen theme never flashes. A file of its own, because the CSP allows no inline script.
try {
  const theme = localStorage.getItem('toward.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  if (localStorage.getItem('toward.discreet')) document.title = 'Notes'
} catch {}

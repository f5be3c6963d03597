import { ACCESSES } from '../data.ts';
import type { App } from './app.ts';
import { placeText } from './code.ts';
import { button, el } from './dom.ts';
import { guardsOf, isFiltering, noFilters, tally } from './filter.ts';
import { ACCESS_NAME, ACCESS_SIGN } from './words.ts';

/** Search and filters. `sync` shows what is set, wherever it was set. */
export interface Controls { element: HTMLElement; search: HTMLInputElement; sync(): void }

export function createControls(app: App): Controls {
  const { routes } = app.data;
  const search = el('input', { type: 'search', placeholder: 'Search path, file, handler, guard or role', 'aria-label': 'Search routes', 'aria-keyshortcuts': '/', autocomplete: 'off', spellcheck: 'false' });
  search.addEventListener('input', () => app.narrow({ text: search.value }));

  const chips = tally(routes.map(({ access }) => access));
  const accesses = ACCESSES.filter((access) => chips.some(([value]) => value === access)).map((access) => ({
    access,
    button: button({ class: `toggle ${access}` }, [
      el('span', { class: 'sign', 'aria-hidden': 'true' }, ACCESS_SIGN[access]), `${ACCESS_NAME[access]} `, el('b', {}, String(chips.find(([value]) => value === access)![1])),
    ], () => {
      const accesses = new Set(app.filters.accesses);
      if (!accesses.delete(access)) accesses.add(access);
      app.narrow({ accesses });
    }),
  }));

  const selects = [
    select('Method', tally(routes.map(({ method }) => method)), () => app.filters.method, (method) => app.narrow({ method })),
    select('Framework', tally(routes.map(({ framework }) => framework)), () => app.filters.framework, (framework) => app.narrow({ framework })),
    select('Guard', guardChoices(app), () => (app.filters.guard < 0 ? '' : String(app.filters.guard)), (guard) => app.narrow({ guard: guard === '' ? -1 : Number(guard) })),
    select('Role', tally(routes.flatMap(({ roles }) => roles)), () => app.filters.role, (role) => app.narrow({ role })),
  ];
  const withFindings = el('input', { type: 'checkbox' });
  withFindings.addEventListener('change', () => app.narrow({ findings: withFindings.checked }));
  const found = routes.filter(({ findings }) => findings.length > 0).length;
  const reset = button({ class: 'quiet' }, 'Reset', () => [app.narrow(noFilters()), search.focus()]);

  const filters = el('div', { class: 'filters', id: 'filters' }, ...selects.map(({ element }) => element),
    el('label', { class: 'check', hidden: found === 0 }, withFindings, `with findings (${found})`), reset);
  const unfold = button({ class: 'unfold', 'aria-expanded': 'false', 'aria-controls': 'filters' }, 'Filters', () => {
    unfold.setAttribute('aria-expanded', String(filters.classList.toggle('open')));
  });
  return {
    search,
    element: el('div', { class: 'controls', role: 'search' },
      el('div', { class: 'find' }, search, unfold),
      el('div', { class: 'accesses', role: 'group', 'aria-label': 'Access' }, ...accesses.map((one) => one.button)), filters),
    sync() {
      if (search.value !== app.filters.text) search.value = app.filters.text;
      for (const one of accesses) one.button.setAttribute('aria-pressed', String(app.filters.accesses.has(one.access)));
      for (const one of selects) one.sync();
      withFindings.checked = app.filters.findings;
      reset.disabled = !isFiltering(app.filters);
    },
  };
}

/** Guards to choose from: not the checks of single handlers, which are the handler's own. */
function guardChoices({ data }: App): [value: string, times: number, label: string][] {
  const twice = new Set(tally(data.guards.map(({ name }) => name)).filter(([, times]) => times > 1).map(([name]) => name));
  return guardsOf(data, [...data.routes.keys()]).flatMap(({ guard, routes }) => {
    const it = data.guards[guard]!;
    const place = it.at ?? it.evidence;
    if (it.inHandler && routes.length === 1) return [];
    return [[String(guard), routes.length, twice.has(it.name) && place ? `${it.name}, ${placeText(data, place)}` : it.name]];
  });
}

function select(name: string, values: [value: string, times: number, label?: string][], get: () => string, set: (value: string) => void): { element: HTMLElement; sync(): void } {
  const choice = el('select', {}, el('option', { value: '' }, 'any'),
    ...values.map(([value, times, label = value]) => el('option', { value }, `${label} (${times})`)));
  choice.addEventListener('change', () => set(choice.value));
  return {
    element: el('label', { hidden: values.length === 0 }, el('span', {}, name), choice),
    sync() {
      // A choice can be made elsewhere of what the list leaves out.
      if (![...choice.options].some(({ value }) => value === get())) choice.append(el('option', { value: get() }, 'one handler\'s check'));
      choice.value = get();
    },
  };
}

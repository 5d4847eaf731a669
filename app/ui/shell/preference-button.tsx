import { useFetcher, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { paths } from '~/paths';

interface PreferenceButtonProps {
  name: 'language' | 'theme' | 'navigation';
  value: string;
  className?: string | undefined;
  pressed?: boolean;
  label?: string;
  children: ReactNode;
}

/** Changes one preference: in place when scripts run, by a plain form when they do not. */
export function PreferenceButton({
  name,
  value,
  className,
  pressed,
  label,
  children,
}: PreferenceButtonProps) {
  const fetcher = useFetcher();
  const { pathname, search } = useLocation();
  return (
    <fetcher.Form method="post" action={paths.preferences()}>
      <input type="hidden" name="returnTo" value={pathname + search} />
      <button
        type="submit"
        name={name}
        value={value}
        className={className}
        aria-pressed={pressed}
        aria-label={label}
        title={label}
      >
        {children}
      </button>
    </fetcher.Form>
  );
}

import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon.tsx'

type ButtonProps = ComponentProps<'button'> & {
  kind?: 'primary' | 'quiet' | 'danger'
  small?: boolean
  icon?: IconName
  flip?: boolean
  /** The key that does the same; shown, not handled here. */
  shortcut?: string | undefined
  busy?: boolean
}

/** A button of the house. A busy one keeps its size, its focus and its name. */
export function Button({
  kind,
  small,
  icon,
  flip,
  shortcut,
  busy,
  className,
  children,
  ...rest
}: ButtonProps) {
  const classes = ['btn', kind, small && 'sm', className].filter(Boolean).join(' ')
  return (
    <button type="button" {...rest} className={classes} aria-busy={busy || undefined}>
      {icon && <Icon name={icon} {...(small ? { size: 'sm' } : {})} {...(flip ? { flip } : {})} />}
      {children}
      {shortcut && (
        <span className="kbd" aria-hidden="true">
          {shortcut}
        </span>
      )}
    </button>
  )
}

type IconButtonProps = Omit<ButtonProps, 'icon' | 'shortcut' | 'children'> & { icon: IconName; label: string }

/** A button that shows a drawing only; `label` is its name. */
export function IconButton({ icon, label, className, flip, ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      className={['icon', className].filter(Boolean).join(' ')}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} {...(flip ? { flip } : {})} />
    </Button>
  )
}
